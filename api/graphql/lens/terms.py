"""The closed lists of the field as GraphQL enums; every member is described by its Chinese term."""

import enum
from collections.abc import Mapping
from typing import Any

import strawberry

from graph.words import duties as duty_words
from graph.words import entries as entries_words
from graph.words import entry_cases as entry_cases_words
from graph.words import exchange as exchange_words
from graph.words import face_fields
from graph.words import forgeries as forgeries_words
from graph.words import grants as grants_words
from graph.words import license_drafts as drafts_words
from graph.words import licensing as licensing_words
from graph.words import notices as notices_words
from graph.words import objections as objections_words
from graph.words import organisation as organisation_words
from graph.words import people as people_words
from graph.words import sharing as sharing_words
from graph.words import sharing_cases as sharing_cases_words
from graph.words import sources as sources_words

_DESCRIPTIONS: dict[type[enum.Enum], str] = {
    entries_words.SharingType: "Sharing type (共享类型).",
    entries_words.OpeningType: "Opening to society (开放类型).",
    entries_words.OpeningMode: "How society gets what is open (开放方式).",
    entries_words.UpdateCycle: "Update cycle (更新周期).",
    entries_words.FormatCategory: "Format category (信息资源格式分类).",
    entries_words.DataType: "Data type of an item (数据类型), with the guide's letter.",
    entries_words.ModeCategory: "Way of supplying, category (共享方式分类).",
    entries_words.Affair: "What is shared among the units concerned (涉及事项: CS-28).",
    entries_words.Mode: "Way of supplying on the platform (共享方式类型).",
    entries_words.ItemKind: "Base or business item (基础信息项、业务信息项).",
    sources_words.LibraryKind: "Kind of library (基础、主题、部门信息资源库).",
    entries_words.EntryState: "State of a catalogue entry (目录条目状态).",
    entry_cases_words.EntryCaseState: "Where the case of an entry stands (目录条目案件状态).",
    entry_cases_words.EntryEvent: "What is done to an entry (目录条目办理).",
    entry_cases_words.CauseKind: "Why a version of an entry is made (变更原因类别).",
    duty_words.DutyKind: "What is owed (义务类别).",
    duty_words.DutyState: "Where a duty stands (义务状态).",
    duty_words.DutyEvent: "What makes that something is owed, and by what it is met (义务事由与履行).",
    duty_words.Reporter: "Who reports (报送单位).",
    duty_words.BasisEvent: "What becomes of a legal basis (依据变化).",
    organisation_words.DepartmentKind: "Kind of organisation (机构类别).",
    organisation_words.AuthorityLevel: "Level of an authority (机关级别).",
    organisation_words.SuccessionKind: "How a department was followed by another (机构承接方式).",
    organisation_words.PostKind: "What a person may do in a department (岗位).",
    sources_words.Funding: "Who paid for a system (资金来源).",
    sources_words.BasisKind: "Kind of a legal basis (依据类别).",
    sources_words.ConsumerKind: "Kind of a consumer (使用方类别).",
    sharing_words.Purpose: "What shared data are used for (用途).",
    grants_words.GrantState: "Where a grant stands (授权状态).",
    sharing_cases_words.SharingState: "Where a sharing request stands (共享申请状态).",
    sharing_cases_words.SharingEvent: "What is done with a sharing request (共享申请办理).",
    grants_words.GrantEvent: "What happens to a grant (授权办理).",
    exchange_words.UseAnswer: "Whether something may be used (使用询问的答复).",
    exchange_words.UseFault: "In what a use was outside of what permits it (超出授权的情形).",
    exchange_words.Freshness: "Whether data are as new as their update cycle says (更新情况).",
    licensing_words.LicenseState: "Stored state of a licence (证照状态); expiry is computed, see `LicenseStatus`.",
    drafts_words.DraftState: "Where a licence stands that is not issued yet (待签发证照状态).",
    drafts_words.DraftEvent: "What is done to a licence that is not issued yet (待签发证照办理).",
    licensing_words.LicenseStatus: "What a licence is on a day, dates taken into account (证照当日状态).",
    licensing_words.LicenseCategory: "Category of a licence type (证照类别).",
    licensing_words.HolderCategory: "Who may hold a type (持证主体类别).",
    face_fields.FieldKind: "Of what kind a field of a face is (照面信息项类型).",
    face_fields.FieldRole: (
        "What a field of a face says: of its licence, whose register then has the value, of another, or nothing of the "
        "kind (含义)."
    ),
    objections_words.ObjectionState: "State of an objection (异议核查状态).",
    objections_words.ObjectionGround: "What is doubted (异议事由).",
    forgeries_words.ForgeryState: "State of a case of a suspected forgery (疑似伪造案件状态).",
    forgeries_words.ForgeryEvent: "What happens to a case of a suspected forgery (疑似伪造案件办理).",
    notices_words.NoticeKind: "What a notice tells of a case (通知类别).",
    people_words.Role: "Role in a token (角色); what staff may do follows from posts.",
}


def publish(
    members: type[enum.Enum], description: str, said: Mapping[str, str] | None = None, name: str | None = None
) -> None:
    """Publish a closed list.

    Args:
        members: The list.
        description: What it is a list of.
        said: Description of each member by its name; without it, its value, which is its Chinese term.
        name: Name in the schema, where it is not the class's.
    """
    made: Any = strawberry.enum(members, name=name, description=description)
    for value in made.__strawberry_definition__.values:
        value.description = said[value.name] if said else str(members[value.name].value)


for _members, _description in _DESCRIPTIONS.items():
    publish(_members, _description)
