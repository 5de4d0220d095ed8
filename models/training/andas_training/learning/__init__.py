"""From recordings to weights."""
