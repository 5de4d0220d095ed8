"""The nets in PyTorch."""
