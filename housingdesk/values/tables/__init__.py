"""Tables as other people's programs write them: any encoding, any delimiter, workbooks; days and amounts as they are typed."""
