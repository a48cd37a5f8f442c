# /etc/varnish/varve.vcl: public pages of datasets, kept until the site says PURGE
vcl 4.1;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # only where the site asks, which no reader reaches
        if (local.socket != "purge") {
            return (synth(405));
        }
        if (req.http.Surrogate-Key !~ "^[A-Za-z0-9._-]+$") {
            return (synth(400));
        }
        ban("obj.http.Surrogate-Key ~ (^|\s)" + req.http.Surrogate-Key + "(\s|$)");
        return (synth(200));
    }
    # browsers ask for the same page in a thousand spellings
    if (req.http.Accept ~ "^text/html(,|$)") {
        set req.http.Accept = "text/html";
    }
    if (req.http.Accept-Language ~ "(?i)^fr(-[a-z]+)?(,|$)") {
        set req.http.Accept-Language = "fr";
    } elseif (req.http.Accept-Language ~ "(?i)^en(-[a-z]+)?(,|$)") {
        set req.http.Accept-Language = "en";
    }
    # who has a cookie is passed on by Varnish's own rules, which follow here
}

sub vcl_backend_response {
    # what could not be refreshed is not given out longer than it was meant to last
    set beresp.grace = 10s;
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
}
