"""Files dropped on a page or a panel, so that each takes them in the same way."""

from PySide6.QtGui import QDragEnterEvent, QDropEvent


class TakesFiles:
    """Put before the widget's class; ``setAcceptDrops`` stays the widget's own. Folders of a network are no files here."""

    def files_dropped(self, paths: list[str]) -> None:
        """What to do with them, in the order in which they were dropped."""
        raise NotImplementedError

    def takes_files(self) -> bool:
        """Whether files may be dropped now."""
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome while they are taken; anything else is not."""
        if event.mimeData().hasUrls() and self.takes_files():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The files of this computer among what was dropped."""
        if paths := [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]:
            self.files_dropped(paths)
