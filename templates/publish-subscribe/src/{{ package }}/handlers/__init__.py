"""What happens when an event arrives: from the wire to the domain, and back."""
