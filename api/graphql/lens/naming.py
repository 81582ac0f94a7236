"""How the names of stored columns become the names of published fields."""


def snake(name: str) -> str:
    """`publishedOn` → `published_on`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
