"""The GraphQL schema: the parts by subject, put together."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.fields import LENSES
from api.mutations.administration import AdministrationMutation
from api.mutations.licenses import LicenseMutation
from api.mutations.objections import ObjectionMutation
from api.objects.refusals import HANDLERS
from api.objects.scalars import SCALARS
from api.queries.catalogue import EntryQuery, NodeQuery, OrganisationQuery, SourceQuery
from api.queries.law import LawQuery
from api.queries.licenses import LicenseQuery, ViewerQuery
from api.queries.lineage import LineageQuery
from api.queries.objections import ObjectionQuery


@strawberry.type(description="What can be asked.")
class Query(
    NodeQuery,
    OrganisationQuery,
    EntryQuery,
    SourceQuery,
    LineageQuery,
    ViewerQuery,
    LicenseQuery,
    ObjectionQuery,
    LawQuery,
):
    """What can be asked."""


@strawberry.type(description="What can be done. Every answer is the thing, or a refusal with its articles.")
class Mutation(LicenseMutation, ObjectionMutation, AdministrationMutation):
    """What can be done."""


schema = strawberry.Schema(
    Query,
    Mutation,
    types=list(LENSES.values()),
    exception_handlers=HANDLERS,
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
