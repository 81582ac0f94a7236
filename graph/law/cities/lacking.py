"""What articles ask for and is not there, though a decision rests on the rest; said with the trace of the law."""

from collections.abc import Mapping
from types import MappingProxyType

from graph.errors import Text

NOT_YET: Mapping[str, Text] = MappingProxyType(
    {
        "WH-17": Text("开放标准、脱敏规则和流程未登记", "standards and process of opening are not recorded"),
        "WH-21": Text("开放数据利用情况的报告未登记", "what users of open data report is not recorded"),
        "CS-21": Text("采集时与其他单位数据的比对未实现", "data are not compared with others' while collected"),
    }
)
"""What an article asks for and is not there, though the rest of it is."""
