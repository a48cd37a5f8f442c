<?xml version="1.0" encoding="UTF-8"?>
<!-- An OAI-PMH answer as a page, for a browser that is handed the answer itself. Its only words are the protocol's. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:oai="http://www.openarchives.org/OAI/2.0/" exclude-result-prefixes="oai">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <xsl:template match="/oai:OAI-PMH">
    <html lang="en">
      <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>OAI-PMH: <xsl:value-of select="oai:request/@verb"/></title>
        <link rel="stylesheet" href="/static/oai/answer.css"/>
      </head>
      <body>
        <header>
          <h1>OAI-PMH 2.0</h1>
          <nav>
            <a href="?verb=Identify">Identify</a>
            <a href="?verb=ListMetadataFormats">ListMetadataFormats</a>
            <a href="?verb=ListSets">ListSets</a>
            <a href="?verb=ListIdentifiers&amp;metadataPrefix=oai_dc">ListIdentifiers</a>
            <a href="?verb=ListRecords&amp;metadataPrefix=oai_dc">ListRecords</a>
          </nav>
        </header>
        <main>
          <p><time><xsl:value-of select="oai:responseDate"/></time></p>
          <xsl:apply-templates select="*[not(self::oai:responseDate or self::oai:request)]"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="oai:error">
    <h2><code><xsl:value-of select="@code"/></code></h2>
    <p><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="oai:Identify | oai:ListMetadataFormats | oai:ListSets | oai:ListIdentifiers | oai:ListRecords | oai:GetRecord">
    <h2><xsl:value-of select="local-name()"/></h2>
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <xsl:template match="oai:Identify/*[not(self::oai:description)]">
    <dl><dt><xsl:value-of select="local-name()"/></dt><dd><xsl:value-of select="."/></dd></dl>
  </xsl:template>

  <xsl:template match="oai:metadataFormat">
    <section>
      <h3><a href="?verb=ListRecords&amp;metadataPrefix={oai:metadataPrefix}"><xsl:value-of select="oai:metadataPrefix"/></a></h3>
      <p><xsl:value-of select="oai:metadataNamespace"/></p>
    </section>
  </xsl:template>

  <xsl:template match="oai:set">
    <section>
      <h3><a href="?verb=ListIdentifiers&amp;metadataPrefix=oai_dc&amp;set={oai:setSpec}"><xsl:value-of select="oai:setSpec"/></a></h3>
      <p><xsl:value-of select="oai:setName"/></p>
    </section>
  </xsl:template>

  <xsl:template match="oai:record">
    <section>
      <xsl:apply-templates select="oai:header"/>
      <xsl:apply-templates select="oai:metadata | oai:about"/>
    </section>
  </xsl:template>

  <xsl:template match="oai:header">
    <h3>
      <a href="?verb=GetRecord&amp;metadataPrefix=oai_dc&amp;identifier={oai:identifier}"><xsl:value-of select="oai:identifier"/></a>
      <xsl:if test="@status"> (<xsl:value-of select="@status"/>)</xsl:if>
    </h3>
    <p>
      <time><xsl:value-of select="oai:datestamp"/></time>
      <xsl:for-each select="oai:setSpec"><xsl:text> </xsl:text><code><xsl:value-of select="."/></code></xsl:for-each>
    </p>
  </xsl:template>

  <xsl:template match="oai:metadata | oai:about | oai:description">
    <div class="xml"><xsl:apply-templates select="*" mode="shown"/></div>
  </xsl:template>

  <xsl:template match="oai:resumptionToken">
    <xsl:if test="string(.)">
      <p><a href="?verb={local-name(..)}&amp;resumptionToken={.}">resumptionToken</a></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="shown">
    <div>
      <code>&lt;<xsl:value-of select="name()"/><xsl:for-each select="@*"><xsl:text> </xsl:text><xsl:value-of select="name()"/>="<xsl:value-of select="."/>"</xsl:for-each>&gt;</code>
      <xsl:apply-templates select="* | text()" mode="shown"/>
      <code>&lt;/<xsl:value-of select="name()"/>&gt;</code>
    </div>
  </xsl:template>

  <xsl:template match="text()" mode="shown"><xsl:value-of select="."/></xsl:template>
</xsl:stylesheet>
