"""The `zhengtu` command: the only place that may import every room. Begin with `zhengtu`."""
