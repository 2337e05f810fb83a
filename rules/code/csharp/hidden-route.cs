using Microsoft.AspNetCore.Mvc;

[ApiController]
[Route("orders")]
public class OrdersController : ControllerBase
{
    // ruleid: hidden-route-attribute
    [ApiExplorerSettings(IgnoreApi = true)]
    [HttpDelete("purge")]
    public IActionResult Purge() => NoContent();

    // ok: hidden-route-attribute
    [ApiExplorerSettings(GroupName = "v1")]
    [HttpGet]
    public IActionResult List() => Ok(orders);

    // ok: hidden-route-attribute
    [ApiExplorerSettings(IgnoreApi = false)]
    [HttpGet("{id}")]
    public IActionResult One(int id) => Ok(orders[id]);
}

public static class Routes
{
    public static void Map(WebApplication app)
    {
        // ruleid: hidden-route-builder
        app.MapPost("/reindex", Reindex).ExcludeFromDescription();
        // ok: hidden-route-builder
        app.MapGet("/", () => Results.Redirect("/docs")).ExcludeFromDescription();
        // ok: hidden-route-builder
        app.MapGet("/orders", List).WithName("orders");
    }
}
