"""What a net still holds of a planted cue hours later."""
