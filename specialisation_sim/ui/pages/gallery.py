"""stub"""
import solara
@solara.component
def Gallery():
    solara.Text("Gallery")
