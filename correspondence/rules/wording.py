"""How a reply is worded: titles, openings and closings, and what a finished text must contain.

Sources: the published replies of Shanghai offices; 上海市代表建议规定 articles 17, 18, 20.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .texts import Text
from .words import PROMISED, Openness, Outcome, ProposalKind, ReplyKind


@dataclass(frozen=True, kw_only=True)
class Case:
    """What a text must agree with: the proposal, whom it addresses, who helped."""

    session: str
    number: str
    title: str
    kind: ProposalKind
    recipients: Sequence[str]
    reply_kind: ReplyKind
    self_reference: str = "我委"

    @property
    def heading(self) -> str:
        """The title of the reply, broken after the session as the published ones are."""
        noun = "代表建议" if self.kind is ProposalKind.SUGGESTION else "提案"
        return f"对{self.session}\n第{self.number}号{noun}的{self.reply_kind.label}"

    @property
    def salutation(self) -> str:
        """张三代表、李四代表 share one noun: 张三、李四代表."""
        for noun in ("代表", "委员"):
            if all(name.endswith(noun) for name in self.recipients):
                return "、".join(name.removesuffix(noun) for name in self.recipients) + noun
        return "、".join(self.recipients)


def first_text(case: Case, *, copies: Sequence[str], field: str) -> Text:
    """What a drafter starts from: everything but the substance."""
    subject = f"《{case.title}》（第{case.number}号）"
    if case.reply_kind is ReplyKind.ASSIST_OPINION:
        who = "代表" if case.kind is ProposalKind.SUGGESTION else "委员"
        body = f"关于{subject}收悉，现将会办意见函告如下：\n\n以上意见供你单位统一答复{who}时参考。"
        return Text(title=case.heading, recipient=case.salutation, body=body)
    you = "您" if len(case.recipients) == 1 else "你们"
    again = "经进一步办理，现将办理进展情况答复如下："
    first = f"经{case.self_reference}认真研究，现将办理情况答复如下："
    follow_up = case.reply_kind is ReplyKind.FOLLOW_UP_REPLY
    opening = f"{you}提出的{subject}收悉。{again if follow_up else first}"
    body = f"{opening}\n\n感谢{you}对本市{field}工作的关心和支持！"
    return Text(title=case.heading, recipient=case.salutation, body=body, copies="\n".join(copies))


def shortcomings(text: Text, case: Case) -> list[str]:
    """What still keeps this text from being submitted, each as something to do."""
    found = []
    plain_title = "".join(text.title.split())
    if case.session not in plain_title or f"第{case.number}号" not in plain_title:
        found.append(f"标题应写明“{case.session}第{case.number}号”。")
    if missing := [name for name in case.recipients if not _addresses(text.recipient, name)]:
        found.append(f"主送应写明：{'、'.join(missing)}。")
    found += _body_shortcomings(text.body, case)
    if text.openness not in set(Openness):
        found.append("请选择公开属性。")
    elif text.openness != Openness.PUBLIC and not text.openness_reason.strip():
        found.append("不主动公开的，请说明理由。")
    if case.reply_kind is not ReplyKind.ASSIST_OPINION:
        found += _outcome_shortcomings(text)
    elif text.outcome:
        found.append("会办意见不填办理结果。")
    return found


def _body_shortcomings(body: str, case: Case) -> list[str]:
    """Between the opening and the closing that a draft starts from something must stand."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    if not lines:
        return ["正文不能为空。"]
    opening, *_, closing = first_text(case, copies=(), field="").body.split("\n")
    if lines[0] == opening and all(line[:2] == closing[:2] for line in lines[1:]):
        return ["请写明正文的内容，现在只有开头和结尾。"]
    return []


def _addresses(recipient: str, name: str) -> bool:
    for noun in ("代表", "委员"):
        name = name.removesuffix(noun)
    return name in recipient


def _outcome_shortcomings(text: Text) -> list[str]:
    """第十八条: a plan needs its day, 留作参考 its reason."""
    if text.outcome not in set(Outcome):
        return ["请选择办理结果。"]
    outcome = Outcome(text.outcome)
    if outcome in PROMISED and text.promised_on is None:
        return [f"办理结果为“{outcome.label}”的，请填写承诺解决时限。"]
    if outcome is Outcome.NOTED and not text.outcome_reason.strip():
        return ["办理结果为“留作参考”的，请如实说明原因。"]
    return []


def needs_chief(*, is_key: bool, reply_kind: ReplyKind) -> bool:
    """重点督办件 and a second answer are signed by the person in charge, not by a deputy head."""
    return is_key or reply_kind is ReplyKind.FOLLOW_UP_REPLY


_FRAME = re.compile(r"收悉|^以上意见|^特此|^此函|^专此|函告如下")


def substance(body: str) -> list[str]:
    """The paragraphs of an assist opinion without its opening and closing formulas."""
    return [line for line in body.split("\n") if line.strip() and not _FRAME.search(line)]


_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d{1,2}[.．、](?!\d))"
)


def quoted(unit: str, line: str, *, own: str = "", quoting: str = "") -> str:
    """A paragraph of an assist opinion as a reply quotes it, without the number it bore there.

    What the unit calls itself (`own`, 我局) would mean the unit that quotes, and becomes 该局; what
    it calls the unit that quotes (贵委) becomes what that calls itself (`quoting`, 我委).
    """
    words = _NUMBER.sub("", line)
    if own.startswith("我"):
        words = words.replace(own, f"该{own[1:]}")
    if quoting.startswith("我"):
        words = words.replace(f"贵{quoting[1:]}", quoting)
    return f"{unit}认为：{words}"
