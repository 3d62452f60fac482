"""Codes the state gives to projects and to organisations: read, checked with the reason, and composed provisionally."""

from catalogs.codes.credit_code import CreditCode, read_credit_code
from catalogs.codes.project_code import Layout, ProjectCode, compose, read_project_code

__all__ = ["CreditCode", "Layout", "ProjectCode", "compose", "read_credit_code", "read_project_code"]
