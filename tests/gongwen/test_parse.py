"""A published reply is read back whole."""

from datetime import date

from correspondence.gongwen import Letter, parse


def bare(text: str) -> str:
    return "".join(text.split())


def test_the_fields_of_a_published_reply(published: str) -> None:
    letter = parse(published).letter
    assert letter.issuer == "上海市科学技术委员会"
    assert letter.number == "沪科建复〔2023〕15号"
    assert letter.title == "对市十六届人大一次会议\n第0049号代表建议的答复"
    assert letter.recipient == "杨彩虹代表"
    assert letter.signatories == ("上海市科学技术委员会",)
    assert letter.dated == letter.printed_on == date(2023, 5, 11)
    assert letter.copies == ("市政府办公厅建议提案处", "市人大代表工作处")
    assert letter.printer == "上海市科委办公室"


def test_the_body_keeps_every_character_in_order(published: str) -> None:
    body = parse(published).letter.body
    start = published.index("您提出的")
    end = published.index("支持！") + len("支持！")
    assert bare(body) == bare(published[start:end])


def test_paragraphs_cut_by_a_page_end_are_whole_again(published: str) -> None:
    lines = parse(published).letter.body.split("\n")
    assert len(lines) == 12
    assert all(line.endswith(("。", "：", "！")) or len(line) < 12 for line in lines)


def test_what_is_known_of_the_proposal(published: str) -> None:
    parsed = parse(published)
    assert (parsed.session, parsed.proposal_number) == ("市十六届人大一次会议", "0049")
    assert parsed.closing == "感谢您对本市科技工作的关心和支持！"
    assert parsed.uncertainties == ()


def test_every_change_is_listed(published: str) -> None:
    rules = [change.rule for change in parse(published).changes]
    assert rules.count("断开的段落") == 3
    assert rules.count("多余空格") == 10


def test_a_letter_survives_json(published: str) -> None:
    letter = parse(published).letter
    assert Letter.from_json(letter.to_json()) == letter
