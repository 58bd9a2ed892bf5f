"""Chinese is found by characters and pairs, whatever the words are."""

from hypothesis import given
from hypothesis import strategies as st

from correspondence.rules.searching import excerpt, grams, likeness, needed, plain, telling, terms

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=60)


@given(HAN, st.data())
def test_every_term_of_two_characters_is_in_the_index(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 2))
    assert set(needed(text[at : at + 2])) <= set(grams(text))


def test_pairs_end_where_a_mark_stands() -> None:
    assert grams("科技、创新") == ["科", "技", "科技", "创", "新", "创新"]


def test_letters_and_digits_are_found_like_characters() -> None:
    assert set(needed("5g")) <= set(grams(plain("推进５Ｇ 网络")))
    assert set(needed("g网")) <= set(grams(plain("推进５Ｇ 网络")))


def test_a_query_is_taken_in_terms_without_its_quotes() -> None:
    assert terms(" 《科技创新》  ２０２３年 科技创新 ") == ["科技创新", "2023年"]
    assert terms("，。") == []


def test_rare_pairs_weigh_more_than_common_ones() -> None:
    texts = {1: grams("科技创新券"), 2: grams("科技场馆"), 3: grams("科技馆")}
    found = likeness(telling("科技创新券的使用"), texts)
    assert found[1] > 2 * found[2] == 2 * found[3]


def test_an_excerpt_shows_the_first_place_and_marks_every_term() -> None:
    runs = excerpt("前" * 100 + "推进科技创新，" + "后" * 200, ["科技"])
    assert ("科技", True) in runs
    assert runs[0] == ("…", False)
    assert sum(len(words) for words, _ in runs) < 140


def test_an_excerpt_without_a_hit_is_the_beginning() -> None:
    assert excerpt("第一段\n第二段", []) == [("第一段 第二段", False)]
