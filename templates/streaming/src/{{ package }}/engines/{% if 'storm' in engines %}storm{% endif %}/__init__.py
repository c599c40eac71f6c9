"""The engine Apache Storm: this process is one task of a bolt, and Storm brings the tuples."""
