public static class Setup
{
    public static void Open(WebApplication app)
    {
        // ruleid: debug-in-production-page
        app.UseDeveloperExceptionPage();
    }

    public static void Closed(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            // ok: debug-in-production-page
            app.UseDeveloperExceptionPage();
        }
    }
}

public class OrdersController : ControllerBase
{
    public IActionResult Make(Order order)
    {
        try
        {
            return Ok(orders.Make(order));
        }
        catch (Exception ex)
        {
            // ruleid: debug-in-production-stack
            return StatusCode(500, ex.StackTrace);
        }
    }

    public IActionResult Safe(Order order)
    {
        try
        {
            return Ok(orders.Make(order));
        }
        catch (Exception ex)
        {
            // ok: debug-in-production-stack
            logger.LogError(ex.ToString());
            // ok: debug-in-production-stack
            return StatusCode(500, "internal error");
        }
    }
}
