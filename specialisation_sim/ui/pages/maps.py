"""stub"""
import solara
@solara.component
def Maps():
    solara.Text("Maps")
