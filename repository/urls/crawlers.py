"""Addresses that crawlers and programs ask of any site."""

from django.urls import URLPattern, URLResolver, path

from repository.views import for_crawlers

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", for_crawlers.robots, name="robots"),
    path("sitemap.xml", for_crawlers.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", for_crawlers.sitemap_pages, name="sitemap-pages"),
    path("sitemaps/<int:part>.xml", for_crawlers.sitemap_part, name="sitemap-part"),
    path(".well-known/api-catalog", for_crawlers.api_catalog, name="api-catalog"),
    path(".well-known/security.txt", for_crawlers.security, name="security"),
    path(".well-known/change-password", for_crawlers.change_password, name="change-password"),
]
