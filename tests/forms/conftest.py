"""Forms need no more than a request."""

import pytest

from tests.forms.every_form import page_app


@pytest.fixture
def in_a_request():
    with page_app().test_request_context(method="POST"):
        yield
