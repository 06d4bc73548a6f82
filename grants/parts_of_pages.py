"""Pages are made of parts that they import: some sixty a page."""

from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context


class Page(Template):
    """A template whose imports don't compare, each time, all that both of them know: our pages all know the same."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()
