"""Titles, quotes and addresses are other people's: none of them runs, and nothing is loaded from elsewhere."""

import re


def test_titles_models_and_quotes_cannot_inject_script(page):
    assert "<script>alert(" not in page
    assert "&lt;script&gt;alert(" in page


def test_nothing_is_loaded_from_elsewhere(files, page):
    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    outside = ("#", "https://arxiv.org/abs/", "https://github.com/", "javascript:alert(&#39;url&#39;)")
    local = {target for target in loaded if not target.startswith(outside)}
    assert local <= set(files)
    assert {name for name in files if name.startswith("assets/")} <= local


def test_a_script_as_an_address_is_no_link(page):
    assert 'href="javascript:' not in page
