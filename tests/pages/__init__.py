"""The pages in a real browser, before a server whose views the test writes."""
