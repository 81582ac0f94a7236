"""The GraphQL schema: the parts by subject, put together."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql.duties.mutations import DutyMutation
from api.graphql.duties.queries import DutyQuery
from api.graphql.elements.queries import ElementQuery
from api.graphql.entries.case_mutations import EntryMutation
from api.graphql.entries.queries import EntryQuery
from api.graphql.exchange.mutations import ExchangeMutation
from api.graphql.exchange.queries import ExchangeQuery
from api.graphql.finding.queries import FindingQuery
from api.graphql.forgeries.mutations import ForgeryMutation
from api.graphql.forgeries.queries import ForgeryQuery
from api.graphql.importing.mutations import ImportMutation
from api.graphql.installation.mutations import AdministrationMutation
from api.graphql.installation.queries import AdministrationQuery
from api.graphql.law.queries import LawQuery
from api.graphql.lens.refusals import SHOWN
from api.graphql.lens.registration import LENSES
from api.graphql.lens.scalars import SCALARS
from api.graphql.licensing.batch_mutations import LicenseBatchMutation
from api.graphql.licensing.draft_mutations import LicenseDraftMutation
from api.graphql.licensing.mutations import LicenseMutation
from api.graphql.licensing.queries import LicenseQuery
from api.graphql.lineage.queries import LineageQuery
from api.graphql.node import NodeQuery
from api.graphql.notices.mutations import NoticeMutation
from api.graphql.notices.queries import NoticeQuery
from api.graphql.objections.mutations import ObjectionMutation
from api.graphql.objections.queries import ObjectionQuery
from api.graphql.organisation.queries import OrganisationQuery
from api.graphql.people.queries import ViewerQuery
from api.graphql.sharing.deciding_mutations import DecidedRequestMutation
from api.graphql.sharing.grant_mutations import GrantMutation
from api.graphql.sharing.mutations import SharingMutation
from api.graphql.sharing.queries import SharingQuery
from api.graphql.sources.mutations import SourceMutation
from api.graphql.sources.queries import SourceQuery
from api.graphql.waiting.queries import WaitingQuery


@strawberry.type(description="What can be asked.")
class Query(
    NodeQuery,
    OrganisationQuery,
    FindingQuery,
    EntryQuery,
    ExchangeQuery,
    SourceQuery,
    ElementQuery,
    SharingQuery,
    DutyQuery,
    LineageQuery,
    ViewerQuery,
    LicenseQuery,
    ObjectionQuery,
    ForgeryQuery,
    NoticeQuery,
    WaitingQuery,
    AdministrationQuery,
    LawQuery,
):
    """What can be asked."""


@strawberry.type(description="What can be done. Every answer is the thing, or the refusals with their articles.")
class Mutation(
    EntryMutation,
    SharingMutation,
    DecidedRequestMutation,
    ExchangeMutation,
    GrantMutation,
    SourceMutation,
    DutyMutation,
    LicenseDraftMutation,
    LicenseBatchMutation,
    LicenseMutation,
    ObjectionMutation,
    ForgeryMutation,
    NoticeMutation,
    AdministrationMutation,
    ImportMutation,
):
    """What can be done."""


schema = strawberry.Schema(
    Query,
    Mutation,
    types=[*LENSES.values(), *SHOWN.values()],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
