"""Why a question was answered as it was: every cause, with its sentence in both languages.

A clerk acts on these sentences, so each says what is the matter and, where something can be done, what. A cause's name
is stable: programs read it from the evidence. Blanks in braces are filled from the evidence of the finding.
"""

from __future__ import annotations

from collections.abc import Mapping

from graph.errors import Text
from licenses.proof.attestation_reasons import ATTESTATION_REASONS
from licenses.proof.causes import Cause
from licenses.proof.face_reasons import FACE_REASONS
from licenses.proof.file_reasons import FILE_REASONS

REASONS: Mapping[Cause, Text] = {
    **FILE_REASONS,
    # signer_trusted
    Cause.ANCHORED: Text(
        "印章证书由受信任的机构签发：{signer}。", "A trusted authority issued the seal's certificate: {signer}."
    ),
    Cause.UNKNOWN_ANCHOR: Text(
        "签发印章证书的机构（{issuer}）不在信任列表中，无法判定。",
        "The authority that issued the seal's certificate ({issuer}) is not among the trusted ones; undecided.",
    ),
    Cause.IMPOSTOR: Text(
        "印章证书冒用了受信任机构（{issuer}）的名称，但不是该机构的密钥签发的。",
        "The seal's certificate uses the name of a trusted authority ({issuer}) but was not issued with its key.",
    ),
    Cause.ANOTHER_KEY: Text(
        "印章证书由名为“{issuer}”的机构签发；该机构受信任的密钥（{from} 至 {until}）不含签发之时，无法判定。",
        "The seal's certificate was issued in the name of {issuer}; its trusted keys ({from} to {until}) are not of "
        "the time of issue: undecided.",
    ),
    Cause.BROKEN_CHAIN: Text(
        "印章证书的证书链不成立（{detail}）。", "The chain of the seal's certificate does not hold ({detail})."
    ),
    Cause.NOT_FOR_SEALING: Text(
        "该证书不是用于加盖印章的证书（{detail}）。", "The certificate is not one for sealing ({detail})."
    ),
    Cause.CHAIN_UNJUDGED: Text(
        "证书链使用了本系统不支持的形式（{detail}），无法判定。",
        "The certificate chain is of a kind that cannot be judged here ({detail}).",
    ),
    # time_trusted
    Cause.TIMESTAMPED: Text(
        "可信时间戳证明印章加盖于 {time}。", "A trusted timestamp proves that it was sealed at {time}."
    ),
    Cause.ONLY_CLAIMED: Text(
        "没有时间戳；盖章时间（{time}）仅为签署方自述。",
        "There is no timestamp; the time of sealing ({time}) is only the signer's own word.",
    ),
    Cause.TIMESTAMP_UNTRUSTED: Text(
        "时间戳（{time}）的签发机构不在信任列表中，无法判定。",
        "The authority behind the timestamp ({time}) is not among the trusted ones; undecided.",
    ),
    # certificate_valid_then
    Cause.GOOD_THEN: Text(
        "加盖印章时（{time}）证书在有效期内且未被吊销。",
        "When it sealed ({time}), the certificate was within its period and not revoked.",
    ),
    Cause.OUT_OF_PERIOD: Text(
        "加盖印章时（{time}）证书不在有效期内（{from} 至 {until}）。",
        "When it sealed ({time}), the certificate was outside its period ({from} to {until}).",
    ),
    Cause.REVOKED_BEFORE: Text(
        "印章证书在加盖印章之前已被吊销（吊销于 {revoked}）。",
        "The seal's certificate had been revoked before it sealed (revoked {revoked}).",
    ),
    Cause.NO_REVOCATION_DATA: Text(
        "没有当时有效的吊销信息，无法判定证书在加盖印章时是否有效。",
        "There are no revocation data for that time; whether the certificate was good then is undecided.",
    ),
    Cause.TIME_UNPROVED: Text(
        "证书现已失效（{detail}），而盖章时间没有可信证明，无法判定。",
        "The certificate is no longer good ({detail}) and the time of sealing is not proved; undecided.",
    ),
    Cause.CLAIMED_LATER: Text(
        "文件自称的盖章时间（{time}）晚于核验时间，无法判定。",
        "The file claims to have been sealed at {time}, after the time of asking; undecided.",
    ),
    Cause.CERTIFICATE_UNTRUSTED: Text(
        "证书不可信，其当时的效力无从判定。", "The certificate is not trusted, so its standing then is undecided."
    ),
    # issuer_entitled
    Cause.ENTITLED: Text(
        "该机构有权颁发该类证照（{article}）。", "The authority may issue this type of licence ({article})."
    ),
    Cause.NOT_ENTITLED: Text(
        "该机构（{issuer}）在 {date} 无权颁发该类证照（{type}）。",
        "The authority ({issuer}) was not entitled to issue this type ({type}) on {date}.",
    ),
    Cause.ENTITLEMENT_UNKNOWN: Text(
        "登记簿没有该机构（{issuer}）颁发该类证照（{type}）的权限记录，无法判定。",
        "The register has no word on whether the authority ({issuer}) may issue this type ({type}); undecided.",
    ),
    Cause.CODES_DIFFER: Text(
        "印章、证照信息与证照标识不一致（{detail}）：盖章机构不是证照上的颁发机构。",
        "Seal, licence data and identifier contradict each other ({detail}).",
    ),
    Cause.CODES_AGREE: Text(
        "印章、证照信息与证照标识一致；该机构是否有权颁发须由登记簿回答，本次未查询。",
        "Seal, licence data and identifier agree; whether the authority may issue it is for the register, not asked.",
    ),
    Cause.NO_METADATA: Text(
        "文件没有可识别的证照信息，无法判定颁发机构的权限。",
        "The file carries no licence data that can be read, so the issuer's entitlement is undecided.",
    ),
    Cause.SIGNER_WITHOUT_CODE: Text(
        "印章证书没有载明机构代码，无法判定盖章机构就是颁发机构。",
        "The seal's certificate names no organisation code, so whether its holder is the issuer is undecided.",
    ),
    # identifier_wellformed
    Cause.WELLFORMED: Text("证照标识符合 GB/T 36904。", "The licence identifier follows GB/T 36904."),
    Cause.MALFORMED: Text("证照标识不符合 GB/T 36904：{zh}。", "The identifier does not follow GB/T 36904: {en}."),
    Cause.NO_IDENTIFIER: Text("没有证照标识可供检查。", "There is no licence identifier to check."),
    Cause.MISTYPED: Text("请核对输入的标识：{zh}。", "Please check what you typed: {en}."),
    # registered
    Cause.REGISTERED: Text("登记簿中有该证照。", "The register knows this licence."),
    Cause.UNREGISTERED: Text(
        "没有该证照：登记簿保存该机构的证照，其中没有这一份。",
        "No such licence: the register keeps this authority's licences, and this is not one of them.",
    ),
    Cause.NEWER_THAN_PACKAGE: Text(
        "信任包不含 {as_of} 起签发的证照，无法判定；请取得新的信任包，或者在线核验。",
        "The trust package does not know what was issued since {as_of}: undecided; get a new one, or ask online.",
    ),
    Cause.MAY_BE_LOST: Text(
        "登记簿从备份恢复过，恢复前这段时间的记录可能缺失，无法判定；请向签发机构核实。",
        "The register came back from a backup and may have lost what is of that time: undecided; ask the authority.",
    ),
    Cause.NOT_KEPT_HERE: Text(
        "该机构的证照不在本登记簿保存，未查询。",
        "The licences of this authority are not kept in this register; not asked.",
    ),
    Cause.COLLECTED: Text(
        "不是本登记簿签发的；{collected} 按原样归集的{issuer}的证照，当日核验结论：{zh}。",
        "It was not issued here; it was collected, as it is, on {collected}, as a licence of {issuer}; verdict of that "
        "day: {en}.",
    ),
    Cause.COLLECTED_PAPER: Text(
        "这是 {collected} 归集的{issuer}纸质证照的数字化件，没有电子签章，本身不能证明真伪；请核对纸质原件。",
        "This is digitised paper, collected on {collected}, of a licence of {issuer}. It bears no electronic seal and "
        "proves nothing by itself; compare it with the paper.",
    ),
    # as_issued
    Cause.ISSUED_FILE: Text("与签发的文件逐字节一致。", "It is, byte for byte, the file that was issued."),
    Cause.WITHOUT_VALIDATION_DATA: Text(
        "是签发的文件，但去掉了其后的验证数据。", "It is the issued file without its validation data."
    ),
    Cause.EXTENDED_FILE: Text(
        "是签发的文件，另有 {bytes} 字节：归档时间戳 {timestamps} 个及验证数据。",
        "It is the issued file and {bytes} bytes more: archive timestamps ({timestamps}) and validation data.",
    ),
    Cause.EXTENDED_BY_DATA: Text(
        "是签发的文件，其验证数据换成了另外 {bytes} 字节验证数据。",
        "It is the issued file up to its seal, and {bytes} bytes of other validation data.",
    ),
    Cause.ALTERED_FILE: Text(
        "开头是签发的文件，其后另有 {bytes} 字节来历不明的内容。",
        "It begins with the issued file; {bytes} bytes more follow that are no archive timestamp.",
    ),
    Cause.TIMESTAMPED_FILE: Text(
        "是签发的文件，仅追加了归档时间戳。", "It is the file that was issued, extended by an archive timestamp."
    ),
    Cause.ANNOTATED_FILE: Text(
        "是该证照的加注件：供 {user} 用于“{purpose}”，有效至 {until}。",
        "It is an annotated copy of the licence, for {user}, for the purpose “{purpose}”, until {until}.",
    ),
    Cause.ANNOTATED_FILE_LAPSED: Text(
        "是该证照的加注件：供 {user} 用于“{purpose}”，但已于 {until} 到期，请重新获取。",
        "It is an annotated copy for {user}, for the purpose “{purpose}”; it lapsed on {until}: fetch a new one.",
    ),
    Cause.ANNOTATED_FILE_UNTOLD: Text(
        "是该证照的加注件，但登记簿没有记下供谁使用、作何用途。",
        "It is an annotated copy of the licence; the register does not say for whom and for what.",
    ),
    Cause.EARLIER_VERSION_FILE: Text(
        "是该证照较早版本（{version}）签发的文件。", "It is the file of an earlier version ({version}) of the licence."
    ),
    Cause.OTHER_FILE: Text(
        "登记簿签发过该证照，但不是这一份文件。", "The register issued this licence, but not this file."
    ),
    Cause.FILES_UNTOLD: Text(
        "信任包不载签发的文件，未比对。", "A trust package does not tell the files that were issued; not compared."
    ),
    Cause.FACTS_DIFFER: Text(
        "登记簿签发过该证照，但文件所载与登记簿不一致（{fields}）。",
        "The register issued this licence, but with other data than this file states ({fields}).",
    ),
    **FACE_REASONS,
    **ATTESTATION_REASONS,
    # in_force
    Cause.IN_FORCE: Text("证照在 {date} 有效。", "The licence is in force on {date}."),
    Cause.NOT_YET_VALID: Text(
        "证照自 {from} 起有效，{date} 尚未生效。", "The licence is valid from {from}; on {date} it is not yet in force."
    ),
    Cause.EXPIRED: Text("证照已过期（有效期至 {until}）。", "The licence has expired (it was valid until {until})."),
    Cause.SUSPENDED: Text(
        "证照已停用，可能恢复；请联系颁发机构。", "The licence is suspended and may come back; ask its issuer."
    ),
    Cause.CANCELLED: Text("证照已注销。", "The licence has been cancelled."),
    Cause.REPLACED: Text(
        "证照已被更新的版本（{successor}）替代。", "The licence was replaced by a later version ({successor})."
    ),
    Cause.STATE_UNKNOWN: Text(
        "登记簿没有该证照在 {date} 的状态，无法判定。", "The register has no state of the licence on {date}; undecided."
    ),
    Cause.STATE_NOT_COLLECTED: Text(
        "归集的只是文件，登记簿没有其状态，无法判定；请向颁发机构核实。",
        "The file alone was collected, and the register has no state of it: undecided; ask its issuer.",
    ),
    # uncontested
    Cause.UNCONTESTED: Text("没有未办结的异议。", "There is no open objection."),
    Cause.CONTESTED: Text("有 {open} 件未办结的异议，请留意。", "Open objections: {open}; mind them."),
    # not asked
    Cause.NO_FILE: Text("未提供文件，未查询。", "No file was given; not asked."),
    Cause.UNREADABLE_FILE: Text("文件无法读取，未查询。", "The file cannot be read; not asked."),
    Cause.UNSEALED_FILE: Text("文件没有可判定的印章，未查询。", "The file has no seal to judge; not asked."),
    Cause.NO_TRUST_BUNDLE: Text(
        "未提供信任列表，不知道印章是谁的，无法判定。",
        "No trust bundle was given, so nothing is known about whose seal it is; undecided.",
    ),
    Cause.NO_REGISTER: Text("离线核验，未查询登记簿。", "Verified offline; the register was not asked."),
    # the summary, where nothing stands in the way
    Cause.GENUINE_BY_REGISTER: Text(
        "真实有效：印章完好可信，登记簿确认。", "Genuine: the seal is whole and trusted, and the register confirms it."
    ),
    Cause.GENUINE_BY_IDENTIFIER: Text(
        "登记簿中有该证照且有效；未查看文件。",
        "The register has this licence and it is in force; no file was looked at.",
    ),
    Cause.GENUINE_BY_PACKAGE: Text(
        "真实：印章完好可信，{as_of} 的信任包载明其有效；此后的变化须在线查询登记簿。",
        "Genuine: the seal is whole and trusted, and the trust package of {as_of} says that it is in force; what has "
        "changed since, the register knows.",
    ),
    Cause.GENUINE_BY_TRUST: Text(
        "印章完好可信；结论仅依据文件与信任列表，现时状态未查询登记簿。",
        "The seal is whole and trusted. This rests on file and trust bundle; the register was not asked for its state.",
    ),
    Cause.GENUINE_STATE_UNKNOWN: Text(
        "属实；但登记簿不知道所问日期的状态，是否有效无法判定。",
        "Genuine; but the register does not know its state on the day asked: whether it was in force is undecided.",
    ),
    Cause.BY_PACKAGE: Text("（据 {as_of} 的信任包）", " (by the trust package of {as_of})"),
    Cause.DEMONSTRATION: Text("【演示】", "[demonstration] "),
}
