"""What a closed list of the field is: members with their Chinese term of art.

The terms are those of the 政务信息资源目录编制指南（试行）(发改高技〔2017〕1272号), of GB/T 36902/36903 and of the five
policies. A member's value is the Chinese term, so that tables and official forms are read without a mapping; its name
is what the graph stores and GraphQL publishes.
"""

from enum import Enum


class ClosedList(Enum):
    """A closed list whose members are stored by name and written by their Chinese term."""

    @property
    def zh(self) -> str:
        """The Chinese term of art."""
        return str(self.value)
