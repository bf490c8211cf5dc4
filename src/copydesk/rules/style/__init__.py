"""One convention, kept throughout."""
