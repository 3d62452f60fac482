// validatorUrl: without null the page would send our description to a validator on the internet.
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  validatorUrl: null,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
});
