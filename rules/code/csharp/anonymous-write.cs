using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

[Authorize]
public class OrdersController : ControllerBase
{
    [AllowAnonymous]
    [HttpDelete("{id}")]
    // ruleid: anonymous-write-action
    public IActionResult Remove(int id)
    {
        orders.Remove(id);
        return NoContent();
    }

    [HttpPut("{id}")]
    [AllowAnonymous]
    // ruleid: anonymous-write-action
    public async Task<IActionResult> Change(int id, OrderInput order)
    {
        await orders.Change(id, order);
        return NoContent();
    }

    [AllowAnonymous]
    [HttpPut("password")]
    // ok: anonymous-write-action
    public IActionResult ResetPassword(ResetInput input)
    {
        return NoContent();
    }

    [AllowAnonymous]
    [HttpGet]
    // ok: anonymous-write-action
    public IActionResult List()
    {
        return Ok(orders);
    }

    [HttpDelete("all")]
    // ok: anonymous-write-action
    public IActionResult Clear()
    {
        return NoContent();
    }
}

public static class Routes
{
    public static void Map(WebApplication app)
    {
        // ruleid: anonymous-write-builder
        app.MapDelete("/orders/{id}", Remove).AllowAnonymous();
        // ok: anonymous-write-builder
        app.MapGet("/prices", Prices).AllowAnonymous();
        // ok: anonymous-write-builder
        app.MapDelete("/prices/{id}", Drop).RequireAuthorization();
    }
}
