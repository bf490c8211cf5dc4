"""Marks, doubled words, capitals, characters."""
