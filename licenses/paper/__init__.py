"""The page of a licence and what it says of itself: face, ornament, the drawn seal, metadata and XMP.

Begin with `metadata`.
"""
