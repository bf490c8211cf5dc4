"""Data rules: one YAML file each, in the dialect of Vale's styles.

An editor writes what to look for and what to say; the seven checks here know how to look.
``docs/write-a-rule.md`` is the reference. The dialect is Vale's (https://vale.sh/docs), so that
a style written for Vale runs as it is; ``why``, ``limits``, ``bad``, ``good``, ``confidence``,
``enabled``, ``quotations`` and ``fix`` are copydesk's own keys.
"""

from __future__ import annotations

from copydesk.checks.loading import load_folder, load_style

__all__ = ["load_folder", "load_style"]
