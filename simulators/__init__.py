"""Stand-ins for systems that Binglian speaks to and does not own. They import nothing of ours."""
