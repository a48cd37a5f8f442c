"""Addresses for harvesters."""

from django.urls import path

from harvest import views

urlpatterns = [
    path("", views.oai, name="oai"),
]
