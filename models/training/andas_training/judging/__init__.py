"""From weights to figures: what is read, what is claimed of it, and how good that is."""
