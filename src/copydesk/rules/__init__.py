"""The rules in Python: one family a package, one rule a module."""
