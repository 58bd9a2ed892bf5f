"""The rows of a document, from 拟稿 to 归档 (党政机关公文处理工作条例 articles 18, 20, 22, 25)."""

from .moves import ReplyMove
from .states import ReplyState
from .steps import BACK, CLOCK, HEAD, LIAISON, SIDE, Step, rows
from .words import Role

_R = ReplyState
_SIGNERS = {Role.LEADER, Role.CHIEF}


def _writing_steps() -> list[Step]:
    """拟稿 to 核稿."""
    move, role = ReplyMove, Role
    cosigning = [_R.COSIGNING]
    return [
        *rows(move.SAVE, [_R.DRAFT], None, {role.HANDLER}, SIDE),
        *rows(move.SUBMIT, [_R.DRAFT], _R.OFFICE_APPROVAL, {role.HANDLER}),
        *rows(move.TAKE_BACK, [_R.OFFICE_APPROVAL], _R.DRAFT, {role.HANDLER}, BACK),
        *rows(move.APPROVE, [_R.OFFICE_APPROVAL], _R.COSIGNING, HEAD),
        *rows(move.SEND_BACK, [_R.OFFICE_APPROVAL, _R.COSIGNING], _R.DRAFT, HEAD, BACK),
        *rows(move.ARRANGE, [_R.DRAFT], None, {role.HANDLER}, SIDE),
        *rows(move.ARRANGE, cosigning, None, {role.HANDLER, *HEAD}, SIDE),
        *rows(move.SIGN_AGAIN, cosigning, None, {role.COSIGNER}),
        *rows(move.AGREE, cosigning, None, {role.COSIGNER}),
        *rows(move.OBJECT, cosigning, None, {role.COSIGNER}, BACK),
        *rows(
            move.WITHDRAW_SIGNATURE, [*cosigning, _R.REVIEW], cosigning[0], {role.COSIGNER}, BACK
        ),
        *rows(move.OVERRIDE, cosigning, None, _SIGNERS),
        *rows(move.FINISH_COSIGNING, cosigning, _R.REVIEW, CLOCK),
        *rows(move.PASS_REVIEW, [_R.REVIEW], _R.LEADER_APPROVAL, {role.REVIEWER}),
        *rows(move.SEND_BACK, [_R.REVIEW], _R.DRAFT, {role.REVIEWER}, BACK),
        *rows(move.SEND_BACK_TO_OFFICE, [_R.REVIEW], _R.OFFICE_APPROVAL, {role.REVIEWER}, BACK),
    ]


def _signing_steps() -> list[Step]:
    """审签, 签发, 复核."""
    move, role = ReplyMove, Role
    leader, chief = [_R.LEADER_APPROVAL], [_R.CHIEF_APPROVAL]
    reviewer = {role.REVIEWER}
    return [
        *rows(move.REFER, leader, _R.CHIEF_APPROVAL, {role.LEADER}, SIDE),
        *rows(move.SIGN_OFF, leader, _R.SIGNED, _SIGNERS),
        *rows(move.SIGN_OFF, chief, _R.SIGNED, {role.CHIEF}),
        *rows(move.SEND_BACK, leader, _R.DRAFT, {role.LEADER}, BACK),
        *rows(move.SEND_BACK, chief, _R.DRAFT, {role.CHIEF}, BACK),
        *rows(move.SEND_BACK_TO_REVIEW, leader, _R.REVIEW, {role.LEADER}, BACK),
        *rows(move.SEND_BACK_TO_REVIEW, chief, _R.REVIEW, {role.CHIEF}, BACK),
        *rows(move.SEND_BACK_TO_OFFICE, leader, _R.OFFICE_APPROVAL, {role.LEADER}, BACK),
        *rows(move.SEND_BACK_TO_OFFICE, chief, _R.OFFICE_APPROVAL, {role.CHIEF}, BACK),
        *rows(move.CORRECT, [_R.SIGNED], None, reviewer, SIDE),
        *rows(move.RETURN_FOR_SIGNING, [_R.SIGNED], _R.DRAFT, reviewer, BACK),
        *rows(move.RECHECK, [_R.SIGNED], _R.RECHECKED, reviewer),
    ]


def _remark_steps() -> list[Step]:
    """意见 on passages, by whoever has the text before them; the drafter answers."""
    move, role = ReplyMove, Role
    readers = {
        _R.OFFICE_APPROVAL: HEAD,
        _R.COSIGNING: {role.COSIGNER, *HEAD},
        _R.REVIEW: {role.REVIEWER},
        _R.LEADER_APPROVAL: _SIGNERS,
        _R.CHIEF_APPROVAL: {role.CHIEF},
    }
    written = (_R.DRAFT, *readers)
    askers = {role.HANDLER, role.COSIGNER, role.REVIEWER, *HEAD, *_SIGNERS}
    asking = [
        step for at, roles in readers.items() for step in rows(move.REMARK, [at], None, roles, SIDE)
    ]
    return [
        *asking,
        *rows(move.ANSWER_REMARK, written, None, {role.HANDLER}, SIDE),
        *rows(move.RESOLVE_REMARK, written, None, askers, SIDE),
    ]


def _waiving_steps() -> list[Step]:
    """豁免 of findings: by whoever has the text in hand until 核稿, which asks for them."""
    holders = {
        _R.DRAFT: {Role.HANDLER},
        _R.OFFICE_APPROVAL: HEAD,
        _R.REVIEW: {Role.REVIEWER},
    }
    moves = (ReplyMove.WAIVE, ReplyMove.UNWAIVE)
    return [
        step
        for at, roles in holders.items()
        for move in moves
        for step in rows(move, [at], None, roles, SIDE)
    ]


def _issuing_steps() -> list[Step]:
    """登记编号 to 归档."""
    move, role = ReplyMove, Role
    out = (_R.ISSUED, _R.DELIVERED, _R.PUBLISHED)
    return [
        *rows(move.NUMBER, [_R.RECHECKED], _R.NUMBERED, LIAISON),
        *rows(move.VOID_NUMBER, [_R.NUMBERED], _R.RECHECKED, LIAISON, BACK),
        *rows(move.SEAL, [_R.NUMBERED], _R.SEALED, {role.SEAL_KEEPER}),
        *rows(move.ISSUE, [_R.SEALED], _R.ISSUED, LIAISON),
        *rows(move.DELIVER, [_R.ISSUED], None, LIAISON),
        *rows(move.FINISH_DELIVERY, [_R.ISSUED], _R.DELIVERED, CLOCK),
        *rows(move.PUBLISH, [_R.DELIVERED], _R.PUBLISHED, LIAISON),
        *rows(move.ARCHIVE, [_R.DELIVERED, _R.PUBLISHED], _R.ARCHIVED, CLOCK),
        *rows(move.REVOKE, out, _R.REVOKED, {role.CHIEF}, BACK),
    ]


REPLY_STEPS: tuple[Step, ...] = (
    *_writing_steps(),
    *_signing_steps(),
    *_remark_steps(),
    *_waiving_steps(),
    *_issuing_steps(),
)
