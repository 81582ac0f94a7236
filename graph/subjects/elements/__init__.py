"""Data elements (数据元): registered and listed; what of an item differs from its own is told with its entry."""
