//! Twotrack turns YAML stage definitions and Markdown guidance into a sales playbook.
