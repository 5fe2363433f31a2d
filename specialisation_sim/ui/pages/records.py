"""stub"""
import solara
@solara.component
def Records():
    solara.Text("Records")
