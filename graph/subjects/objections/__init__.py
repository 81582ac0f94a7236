"""Objections (异议核查): raised by who uses or holds, taken up and resolved by who answers. Begin with `rules`."""
