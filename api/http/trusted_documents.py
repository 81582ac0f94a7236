"""Trusted documents: the operations this installation knows, by id.

The file is a JSON object from id to document text. An id of the form `sha256:<hex>` must be the digest of its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

import orjson
from graphql import GraphQLError

from api.graphql.guard.admission import admit
from api.http.wording import in_chinese
from api.process.settings import refused
from graph.errors import Forbidden, Malformed, NotFound, Refusal, Text
from graph.refusal_codes import Code

DIGEST_PREFIX: Final = "sha256:"


@dataclass(frozen=True, slots=True)
class TrustedDocuments:
    """Known operations, and whether others are taken as well."""

    known: Mapping[str, str] = field(default_factory=dict)
    only: bool = False

    def text(self, query: str | None, document_id: str | None) -> str | None:
        """Give the document to run; None where the request names none.

        Raises:
            NotFound: There is no document of this id.
            Forbidden: Only known documents are run here.
            Malformed: Both a document and an id are given.
        """
        if document_id is None:
            if self.only and query is not None:
                raise Forbidden(
                    Text(
                        zh="本系统只执行已登记的操作，请提供 documentId",
                        en="only known operations are run here; give a documentId",
                    ),
                    code=Code.DOCUMENT_NOT_TRUSTED,
                    path=("query",),
                )
            return query
        if query is not None:
            raise Malformed(
                Text(zh="query 与 documentId 只能给出一个", en="give either query or documentId"),
                code=Code.DOCUMENT_AMBIGUOUS,
                path=("documentId",),
            )
        found = self.known.get(document_id)
        if found is None:
            raise NotFound(
                Text(zh="没有这个编号的已登记操作", en="there is no known operation of this id"),
                code=Code.DOCUMENT_NOT_FOUND,
                path=("documentId",),
                value=document_id[:80],
            )
        return found


def read_documents(path: Path | None, *, only: bool = False) -> TrustedDocuments:
    """Read the file of known operations; every one must be GraphQL, within the limits, and of its digest.

    Raises:
        SettingRefused: The file or one of its documents is not as it must be.
    """
    if path is None:
        return TrustedDocuments(only=only)
    try:
        known = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _wrong(path, f"cannot be read: {error}", f"无法读取：{error}") from error
    if not isinstance(known, dict) or not all(isinstance(text, str) for text in known.values()):
        raise _wrong(path, "must be a JSON object from id to document text", "须为从编号到查询文本的 JSON 对象")
    for name, text in known.items():
        if name.startswith(DIGEST_PREFIX) and name != DIGEST_PREFIX + sha256(text.encode()).hexdigest():
            raise _wrong(path, f"{name} is not the digest of its document", f"{name} 与查询文本的摘要不符")
        try:
            admit(text)
        except (GraphQLError, Refusal) as error:
            said = error.message if isinstance(error, Refusal) else Text(in_chinese(error.message), error.message)
            raise _wrong(path, f"{name}: {said.en}", f"{name}：{said.zh}") from error
    return TrustedDocuments(known, only)


def _wrong(path: Path, rule: str, rule_zh: str) -> Refusal:
    return refused("trusted_documents", str(path), rule, rule_zh)
