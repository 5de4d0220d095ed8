"""The files: slots, what they are named, recordings made ready."""
