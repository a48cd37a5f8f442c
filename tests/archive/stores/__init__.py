"""Every kind of store, held to what `archive.stores.base.Store` promises."""
