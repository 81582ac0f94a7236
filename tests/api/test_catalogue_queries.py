"""The catalogue as front-end teams ask for it: single things, lists, search, facets."""

from builders.office import *


async def test_x(api):
    print(await api.ask('{resources(first:3){totalCount edges{cursor node{id code name provider{name} items{name underCheck{text{zh}}} underCheck{text{zh}}}} facets{name counts{value label count}}}}'))
