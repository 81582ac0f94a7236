"""Codes of the field: read, checked, explained, built. Knows only `graph.errors` and its codes.

One code, one module: `uscc` (统一社会信用代码), `citizen` (公民身份号码), `division` (行政区划代码),
`entry` (信息资源代码), `license_type` (证照类型代码), `identifier` (电子证照标识;
`typed_identifier` where a person types it).
Each has `parse_x(text, path) -> X`, which refuses with `Malformed`, and `check_x(text) -> CodeReport[X]`, which tells
an import what is wrong and whether it can live with it. Begin with `report`.
"""
