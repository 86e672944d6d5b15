'''The widget kit: what every screen is made of. It knows no room.

How to build a page
-------------------
A page is a subclass of ``page.Page`` in ``housingdesk/ui/<room>/page.py``. It says three things about itself and
implements two methods; the window does the rest (keys, history, reloading, notices, undo).

    class ReceiptsPage(Page):
        """Money in: what the bank says, and where it goes."""

        title = "Money in"
        tables = frozenset({"bank_line", "posting"})            # reload when an act touched one of these
        keys = (Key("Up", "move"), Key("Enter", "post"),        # without an act: the list itself does it
                Key("S", "split", "split_line"),                # one letter: only while a list has the focus
                Key("Ctrl+Enter", "post the pile", "post_pile"))

        def build(self) -> None:
            self.header.set_subtitle("Rent account ending 4417")
            self.tabs = Tabs("Tiers", [Tab("certain", "Certain"), Tab("likely", "Likely")])
            self.tabs.chosen.connect(self.refresh)
            self.post = button("Post 241 certain", self.post_pile, key="Ctrl+Enter", kind="primary")
            self.body.addWidget(tabs_row(self.tabs, self.post))
            self.model = RowsModel(COLUMNS, name="Receipts", sentence=read_aloud)    # or WindowModel over 2,000 rows
            self.table = Table(self.model, empty="All 300 lines dealt with.", remember="receipts")
            self.table.opened.connect(self.post_line)           # Enter or a double click: the row's id
            self.table.moved.connect(self.show_detail)          # the current row's id, or None
            self.listen(self.table)                             # the single letters of ``keys``
            self.pane = DetailPane("About this line")
            self.body.addWidget(columns((table_card(self.table), 1), (self.pane, 0)), 1)

        def reload(self) -> None:
            self.ask(bank_queries.lines, self.model.show, tier=self.tabs.key())      # an older answer is dropped

        def post_line(self, line_id: int) -> None:
            self.desk.do(bank_actions.post_line, None, self._refused, line_id=line_id)   # facts by keyword

- Change things only with ``desk.do``; read only with ``ask`` (answers come later, in the GUI thread). The sentence of
  the act becomes the toast with Undo; a refusal nobody catches becomes a message that stays on the page.
- A file of one record implements ``open(**facts)`` and calls ``set_title``; others go there with
  ``self.go_to("account", account_id=12)``. Override ``bookmark`` and ``restore`` so that Alt+Left comes back exactly.
- Long work without a transaction: ``desk.run(function, on_done, label="Reading statements", paths=paths)``, where
  ``function(progress, **args)`` calls ``progress(done, total, text)``; the bottom line shows it with Cancel.
- Esc closes: list ``Key("Esc", "leave it", "leave")``, or override ``escape`` to close a pane first.
- Register the page in ``housingdesk/ui/app/registry.py``: a factory that imports it, and its ``Place``.
- Speak through ``self.notices``: ``toast``, ``message`` (stays), ``ask(Question(...), answered)``. Never ``exec()``.

The parts
---------
panel      ``Panel``: a part of a file page, with keys and reading of its own; a page takes it in with ``hold``
label      ``label(text, role)``, ``button(text, on_click, key=, kind=)``: one primary button a screen
cards      ``Card``, ``table_card``, ``columns``, ``DetailPane``, ``Facts``, ``Bullets``, ``Scroll``
header     title, subtitle, ``set_figures``, ``set_actions``, ``set_chips``; ``tabs_row``
tabs, chips  ``Tabs``, ``Chip``/``Chips`` (word + shape + colour), ``FilterChips`` (remembered)
table_model, table_view  ``Column``, ``RowsModel``, ``WindowModel``, ``Table``
form       ``Form.add/row/draft/show_problems``; editors in fields (``TextField``, ``LongText``, ``Choice``, ``Radios``,
           ``Tick``), ``MoneyEdit`` (pence), ``DateEdit`` (dates as typed)
notices    toasts, messages, questions; ``MessageBar`` inside a page
pdf_view, print_panel  a stored PDF on screen with its words, and on paper;  chart  ``BalanceChart``, ``Sparkline``
theme      ``lay``, ``size``; for painters ``colour("muted")``, ``px(12)``, ``font(13, 600)``; never a style sheet
icons      ``Status``: good, due, late, information, neutral

Look: 18 px round the page, 12 between cards, 16 inside a card, 8 between related things. Give lengths at 100 % to
``theme.lay(layout, margins, gap)`` and ``theme.size(widget, width=…)``, so that they grow with the text size. Wrap what
matters (``label(..., wrap=True)``); the reason column of a table takes the spare width. Money with ``format_pence`` and
``balance_words``, right-aligned under a right-aligned head. In a low window a page scrolls under its head; in a narrow
one ``columns`` leaves out what names a width.

A page's tests build it with ``QtDesk(desk, Inline(), Recorder())`` and run ``tests/ui/support``: ``walk`` (names, tab
order, access keys), ``clipped_labels`` at the three sizes, ``clashes(Page.keys)``. Names first, then pictures: look at
the page at 1366 × 768, at 960 × 516 with scale 2, and in dark before it is called done.
'''
