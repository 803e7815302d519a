"""From the result tables of an audit to the documents that people and programs read.

``audit_facts`` is the only function here that sees the database; both writers take the facts and
nothing else, so the page and the JSON cannot disagree.
"""

from provaudit.report.charts import load_drawing
from provaudit.report.facts import audit_facts
from provaudit.report.review_page import write_review
from provaudit.report.writing import write_html, write_json

__all__ = ["audit_facts", "load_drawing", "write_html", "write_json", "write_review"]
