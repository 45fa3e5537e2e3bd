from django.urls import path

from protocols.receipts import views

app_name = "receipts"
RECEIPTS = "codes/<uuid:pk>/leesbevestigingen/"
urlpatterns = [
    path("school/<slug:school>/te-lezen/", views.ToRead.as_view(), name="to_read"),
    path("school/<slug:school>/te-lezen/<uuid:pk>/", views.Read.as_view(), name="read"),
    path(f"school/<slug:school>/{RECEIPTS}", views.Receipts.as_view(), name="of_version"),
    path(f"bestuur/<slug:board>/{RECEIPTS}", views.Receipts.as_view(), name="board_of_version"),
]
