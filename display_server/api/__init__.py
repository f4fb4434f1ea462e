"""JSON for programs: commands and questions over HTTP, described by an OpenAPI document made from the same table."""
