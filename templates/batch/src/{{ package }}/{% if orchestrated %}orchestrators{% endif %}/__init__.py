"""Thin adapters: each tells an orchestrator which tasks there are and in which order; composition.perform does them."""
