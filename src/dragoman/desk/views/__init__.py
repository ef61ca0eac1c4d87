"""The views: what a desk answers."""
